"""Runs over archives: work cut into shards, done by many processes, remembered, and merged into one data set.

    shards = plan(inputs, options, version)        what there is to do, each part under a key made of its content
    engine.map(shards that are not in the store)   workers write the rows of a shard into the store, whole or not at all
    merged(shards, store)                          all rows in the order of the inputs, ids settled

docs/batch.md tells the whole.
"""
