"""The demo's people and families, as load_demo lays them."""
