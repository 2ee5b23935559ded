"""What we say of ourselves: what is supported, which kinds of resources there are, and their attributes (RFC 7643)."""

from typing import Any, Final

from municipality.scim.resources import GROUP, USER

CONFIG: Final = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"
KIND: Final = "urn:ietf:params:scim:schemas:core:2.0:ResourceType"
SCHEMA: Final = "urn:ietf:params:scim:schemas:core:2.0:Schema"
MOST_ROWS: Final = 200


def config(base: str) -> dict[str, Any]:
    return {
        "schemas": [CONFIG],
        "patch": {"supported": True},
        "bulk": {"supported": False, "maxOperations": 0, "maxPayloadSize": 0},
        "filter": {"supported": True, "maxResults": MOST_ROWS},
        "changePassword": {"supported": False},
        "sort": {"supported": False},
        "etag": {"supported": True},
        "authenticationSchemes": [
            {
                "type": "oauthbearertoken",
                "name": "Bearer",
                "description": "A token that the administrator of the municipality has made.",
                "primary": True,
            }
        ],
        "meta": {
            "resourceType": "ServiceProviderConfig",
            "location": f"{base}/ServiceProviderConfig",
        },
    }


def kinds(base: str) -> list[dict[str, Any]]:
    return [
        {
            "schemas": [KIND],
            "id": name,
            "name": name,
            "description": told,
            "endpoint": f"/{name}s",
            "schema": schema,
            "meta": {"resourceType": "ResourceType", "location": f"{base}/ResourceTypes/{name}"},
        }
        for name, told, schema in (
            ("User", "An account of staff", USER),
            ("Group", "A group, which is a suggestion", GROUP),
        )
    ]


def schemas(base: str) -> list[dict[str, Any]]:
    address = [
        _attribute("value", "One address at work"),
        _attribute("type", "Always work", canonicalValues=["work"]),
    ]
    name = [
        _attribute("formatted", "The whole name"),
        _attribute("givenName", "First name"),
        _attribute("familyName", "Last name"),
    ]
    member = [
        _attribute("value", "The id of an account", mutability="immutable", caseExact=True),
        _attribute(
            "$ref",
            "Its address",
            "reference",
            mutability="immutable",
            caseExact=True,
            referenceTypes=["User"],
        ),
        _attribute("type", "Always User", mutability="immutable", canonicalValues=["User"]),
    ]
    of_users = [
        _attribute("userName", "What the account is called", required=True, uniqueness="server"),
        _attribute("displayName", "What the person is called", required=True),
        _attribute("name", "The parts of the name", "complex", subAttributes=name),
        _attribute("active", "False closes the account at once", "boolean", required=True),
        _attribute("emails", "One address at work", "complex", multiValued=True, subAttributes=address),
    ]
    of_groups = [
        _attribute("displayName", "What the group is called", required=True),
        _attribute("members", "Who is in it", "complex", multiValued=True, subAttributes=member),
    ]
    return [
        {
            "schemas": [SCHEMA],
            "id": schema,
            "name": name_of,
            "description": told,
            "attributes": attributes,
            "meta": {"resourceType": "Schema", "location": f"{base}/Schemas/{schema}"},
        }
        for schema, name_of, told, attributes in (
            (USER, "User", "An account of staff", of_users),
            (GROUP, "Group", "A group, which is a suggestion", of_groups),
        )
    ]


def _attribute(name: str, told: str, kind: str = "string", **more: Any) -> dict[str, Any]:
    text = {"caseExact": False, "uniqueness": "none"} if kind == "string" else {}
    return {
        "name": name, "description": told, "type": kind, "multiValued": False, "required": False,
        "mutability": "readWrite", "returned": "default", **text, **more,
    }  # fmt: skip
