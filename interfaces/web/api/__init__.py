"""Every question as JSON over HTTP, and the OpenAPI document that describes them."""
