"""Nothing acknowledged is lost and nothing is counted twice, whatever is killed: `make fault`."""
