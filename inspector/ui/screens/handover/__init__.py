"""导出巡查包: what is inside, to whom, by what, and the files that came out, read back and checked."""
