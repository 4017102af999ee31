"""Measurements that come out as ratios, so that they mean the same on any machine. Run with `make bench`."""
