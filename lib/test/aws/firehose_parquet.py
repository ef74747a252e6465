"""Writes Parquet files as Firehose's ParquetSerDe does: Snappy, data pages of version 1, timestamps as INT96.

firehose_parquet.py NAME:TYPE… < PAIRS

Each line of PAIRS names a file with a JSON object a line, and the Parquet file to write, with a tab between. Types are those
of the Glue table. As Firehose does, keys that are no column are left out and columns without a key are null.
"""
import json
import sys
from datetime import datetime

import pyarrow as pa
import pyarrow.parquet as pq

TYPES = {
    "string": pa.string(),
    "int": pa.int32(),
    "bigint": pa.int64(),
    "float": pa.float32(),
    "timestamp": pa.timestamp("us"),
}


def value(text, kind):
    if text is None or kind != "timestamp":
        return text
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ")


def convert(columns, source, target):
    with open(source, encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    arrays = [pa.array([value(row.get(name), kind) for row in rows], TYPES[kind]) for name, kind in columns]
    table = pa.Table.from_arrays(arrays, names=[name for name, _ in columns])
    pq.write_table(table, target, compression="snappy", version="1.0", data_page_version="1.0",
                   use_deprecated_int96_timestamps=True)


def main():
    columns = [argument.split(":") for argument in sys.argv[1:]]
    for pair in sys.stdin:
        convert(columns, *pair.rstrip("\n").split("\t"))


main()
