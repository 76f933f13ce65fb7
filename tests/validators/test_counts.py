"""The rules about counts and parts: each fires, and is silent where nothing is wrong."""

from pyplanning.validators import counts

from .cases import (  # noqa: F401  (the tests run here)
    BASES,
    INDUSTRIES,
    UNITS,
    count,
    member,
    observation,
    rules_of,
    share,
    test_a_rule_fires,
    test_a_rule_is_silent,
    test_every_rule_has_a_case,
    test_nothing_is_found_in_nothing,
    test_nulls_are_no_offence_of_a_rule_over_rows,
)

RULES = rules_of(counts)
CASES = [
    (
        "PL325",
        {"targets": [count("bases-100bn-yuan", 2.0)], **BASES},
        ("targets", 1, "value", "bases-100bn-yuan", "2"),
        "bases-100bn-yuan – the plan counts 2 – park_roles has 1 – expected as many rows as the plan counts",
        "bases-100bn-yuan：规划称共2个，park_roles表中有1个，二者应一致",
        {
            "targets": [
                count("bases-100bn-yuan", 1.0),
                count("bases-50bn-yuan", 1.0, region_code="990200"),
                count("bases-50bn-yuan", 9.0, region_code="990100"),
                count("bases-50bn-yuan", 9.0, plan_id="q"),
                count("industrial-bases", 2.0),
                count("industrial-bases", 9.0, comparator="ge"),
            ]
        },
    ),
    (
        "PL326",
        {"targets": [count("clusters-100bn-yuan", 3.0)], "industries": INDUSTRIES, "industry_memberships": []},
        ("targets", 1, "value", "clusters-100bn-yuan", "3"),
        "clusters-100bn-yuan – the plan counts 3 – industries has 1 – expected as many rows as the plan counts",
        "clusters-100bn-yuan：规划称共3个，industries表中有1个，二者应一致",
        {"targets": [count("clusters-100bn-yuan", 1.0), count("clusters-50bn-yuan", 4.0)]},
    ),
    (
        "PL326",
        {
            "targets": [count("clusters-100bn-yuan", 3.0)],
            "industries": INDUSTRIES,
            "industry_memberships": [member("cars"), member("buses"), member("lorries", "百亿")],
        },
        ("targets", 1, "value", "clusters-100bn-yuan", "3"),
        "clusters-100bn-yuan – the plan counts 3 – industries has 2 – expected as many rows as the plan counts",
        "clusters-100bn-yuan：规划称共3个，industries表中有2个，二者应一致",
        {"targets": [count("clusters-100bn-yuan", 2.0), count("clusters-10bn-yuan", 1.0)]},
    ),
    (
        "PL327",
        {
            "observations": [observation(indicator_id="tech-centres", recognition="national", value=2.0)],
            "technology_centres": [{"technology_centre_id": "c", "plan_id": "p", "level": "national"}],
        },
        ("observations", 1, "value", "o", "2"),
        "o – the plan counts 2 – technology_centres has 1 – expected as many rows as the plan counts",
        "o：规划称共2个，technology_centres表中有1个，二者应一致",
        {
            "observations": [
                observation(indicator_id="tech-centres", recognition="national", value=1.0),
                observation(indicator_id="tech-centres", recognition="provincial", value=8.0),
            ]
        },
    ),
    (
        "PL328",
        {
            "targets": [
                count("enterprises", 100.0),
                count("enterprises-above-scale", 20.0),
                count("enterprises-below-scale", 70.0),
            ],
            "units": UNITS,
        },
        ("targets", 1, "value", "enterprises", "100"),
        "enterprises – 100 enterprise in all – found 90 enterprise in its parts – expected their sum",
        "enterprises：总数为100家，各部分合计90家，二者应一致",
        {
            "targets": [
                count("enterprises", 90.0),
                count("enterprises-above-scale", 20.0),
                count("enterprises-below-scale", 70.0),
                count("enterprises", 50.0, plan_id="q"),
                count("enterprises-above-scale", 20.0, plan_id="q"),
            ]
        },
    ),
    (
        "PL329",
        {"targets": [count("enterprises", 10.0), count("listed-enterprises", 20.0)], "units": UNITS},
        ("targets", 2, "value", "listed-enterprises", "20"),
        "listed-enterprises – 20 enterprise are more than the enterprises of which they are a part"
        " – expected 10 enterprise at most",
        "listed-enterprises：20家多于其所属的enterprises，应不超过10家",
        {
            "targets": [
                count("enterprises", 20.0),
                count("listed-enterprises", 20.0),
                count("listed-enterprises", 30.0, target_year=2030),
            ]
        },
    ),
    (
        "PL329",
        {
            "targets": [
                count("tech-centres", 4.0, recognition="provincial_or_higher"),
                count("tech-centres", 5.0, target_id="national", recognition="national"),
            ],
            "units": UNITS,
        },
        ("targets", 2, "value", "national", "5"),
        "national – 5 enterprise are more than the tech-centres/provincial_or_higher of which they are a part"
        " – expected 4 enterprise at most",
        "national：5家多于其所属的tech-centres/provincial_or_higher，应不超过4家",
        {
            "targets": [
                count("tech-centres", 20.0, recognition="provincial_or_higher"),
                count("tech-centres", 5.0, target_id="national", recognition="national"),
            ]
        },
    ),
    (
        "PL330",
        {"targets": [share("lorries", 60.0), share("buses", 50.0)], "industries": INDUSTRIES},
        ("targets", 2, "value", "buses", "50"),
        "buses – with the shares of its sister industries 50 % make 110 % – expected 100 % at most",
        "buses：占比50%，与同级产业合计110%，应不超过100%",
        {"targets": [share("lorries", 60.0), share("lorries", 60.0), share("buses", 40.0), share("cars", 90.0)]},
    ),
]
