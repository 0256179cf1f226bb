"""Our own small networks in plain torch, one file each; only training imports them."""
