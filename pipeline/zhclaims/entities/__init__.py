"""Entities: the companies, people, regions, sectors and goods that a text names."""

from zhclaims.entities.entity import COMPANY_TYPES, ENTITY_TYPES, Entity, EntityType, Name
from zhclaims.entities.finder import companies, entities
from zhclaims.entities.lexicon import Lexicon, default_lexicon
from zhclaims.entities.pronouns import pronouns

__all__ = [
    "COMPANY_TYPES",
    "ENTITY_TYPES",
    "Entity",
    "EntityType",
    "Lexicon",
    "Name",
    "companies",
    "default_lexicon",
    "entities",
    "pronouns",
]
