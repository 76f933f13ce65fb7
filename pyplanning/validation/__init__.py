"""Checks and rules run over tables, here and on Spark; proofs of evidence; reports."""
