"""Where the bytes of sealed chunks are: files of the data folder, or objects of an S3 store."""
