"""The demonstration: two years of a made-up New York, told through the same actions that people use."""
