"""What changed from one version of a package to another."""
