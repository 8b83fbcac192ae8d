"""Checking: figures scored against gold that people marked."""
