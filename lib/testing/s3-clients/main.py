"""Runs every client against each storage; what they are reached by comes as JSON on standard input."""

import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import boto3_suite  # noqa: E402
import data_suites  # noqa: E402
import tool_suites  # noqa: E402

for place in json.load(sys.stdin):
    print(json.dumps({"storage": place["storage"]}), flush=True)
    for suite in (boto3_suite, data_suites, tool_suites):
        suite.run(place)
