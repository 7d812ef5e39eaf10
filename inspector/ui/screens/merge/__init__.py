"""合并中心: packages in and out, conflicts decided one by one, devices, and the merges of before."""
