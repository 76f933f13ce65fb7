"""What columns that follow from others are called."""

from pyplanning.datapackage.resource import Package
from pyplanning.dataset.labels import labels_of

PACKAGE = Package(
    {
        "resources": [
            {
                "name": "places",
                "schema": {"fields": [{"name": name} for name in ("place_id", "name_zh", "name_en")]},
            },
            {
                "name": "visits",
                "schema": {
                    "fields": [
                        *({"name": name} for name in ("place_id", "place_name_en", "place_code", "mood_zh")),
                        {"name": "mood", "categories": [{"value": 1, "label": "good", "label_zh": "好"}, {"value": 2}]},
                        {"name": "plain", "categories": ["a", "b"]},
                        {"name": "lost_id"},
                    ],
                    "foreignKeys": [
                        *(
                            {"fields": name, "reference": {"resource": "places", "fields": "place_id"}}
                            for name in ("place_id", "place_code")
                        ),
                        {"fields": "lost_id", "reference": {"resource": "nowhere", "fields": "lost_id"}},
                    ],
                },
            },
        ]
    }
)


def test_a_name_that_is_taken_gets_another_in_both_languages():
    labels = labels_of(PACKAGE.tables["visits"], PACKAGE)
    assert [(label.of, label.name) for label in labels] == [
        ("place_id", "place_name_label_zh"),
        ("place_id", "place_name_label_en"),
        ("place_code", "place_name_label_label_zh"),
        ("place_code", "place_name_label_label_en"),
        ("mood", "mood_label_zh"),
        ("mood", "mood_label_en"),
    ]


def test_a_value_without_a_label_is_its_own():
    words = {label.name: label.words for label in labels_of(PACKAGE.tables["visits"], PACKAGE)}
    assert words["mood_label_zh"] == {1: "好", 2: "2"}
