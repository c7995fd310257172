"""What is remembered. Functions take a connection and do one thing; who commits is the store's business."""
