"""A store on each of the two databases."""

from tests.records.stores import opens, postgres, store, url

__all__ = ["opens", "postgres", "store", "url"]
