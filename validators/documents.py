"""Rules about documents that plans cite, and those that they promise to make."""

import polars as pl

from pyplanning.rule import Expr, Frame, row_rule, table_rule

PROMISED = "to_be_made"
IN_FORCE = ("based_on", "implements")  # relations to documents that exist


@table_rule(
    "PL338",
    column="document_id",
    tables=("citations",),
    en="{key} – promises to make {value}, which {found} cites as in force – expected one or the other",
    zh="{key}：承诺制定{value}，而{found}将其作为现行文件引用，二者只应有其一",
)
def promised_or_in_force(citations: Frame) -> Frame:
    """A document that a plan promises to make is not one that the plan is based on or carries out.

    Fix: correct the relation, or give the two documents ids of their own.
    """
    existing = citations.filter(pl.col("relation").is_in(IN_FORCE)).select(
        "plan_id", "document_id", pl.col("citation_id").alias("found")
    )
    existing = existing.unique(["plan_id", "document_id"], keep="first", maintain_order=True)
    promised = citations.filter(pl.col("relation") == PROMISED)
    return promised.join(existing, on=["plan_id", "document_id"], how="inner")


@row_rule(
    "PL339",
    column="relation",
    tables=("citations",),
    en="{key} – {value} has a maker or a due year – expected them of promised documents only",
    zh="{key}：{value}填有责任单位或完成年份，仅承诺制定的文件应填",
)
def made_by_when(relation: Expr, agency_id: Expr, due_year: Expr) -> Expr:
    """Only a document that is yet to be made has an agency that is to make it, and a year by which.

    Fix: write to_be_made as the relation, or empty both.
    """
    return (relation != PROMISED) & ~(agency_id.is_null() & due_year.is_null())
