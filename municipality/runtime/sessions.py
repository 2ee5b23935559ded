"""How sessions lie in the cache server: as JSON, since whoever can write a pickle there can run code here."""

import json
from typing import Any


class JsonSerializer:
    """Serializer of Django's RedisCache."""

    def dumps(self, value: Any) -> bytes:
        return json.dumps(value).encode()

    def loads(self, data: bytes) -> Any:
        return json.loads(data)
