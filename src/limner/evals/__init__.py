"""Quality, measured on data that nobody tuned on."""
