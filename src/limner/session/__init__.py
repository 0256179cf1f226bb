"""Where everything is put together: settings, the session and its journal."""
