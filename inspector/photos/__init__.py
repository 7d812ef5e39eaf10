"""Photo files: content-addressed originals, decoding in a worker process, print copies, watermarks."""
