"""Files by content hash: on the local disk now, an S3 store later."""
