// What only the tests need, on top of the core.
//SOURCES Serve.java
//SOURCES Report.java
//DEPS org.junit.platform:junit-platform-console-standalone:6.1.3
//FILES golden/=test/golden/**
//FILES corpora/=test/corpora/**
//SOURCES test/log/**.java
//SOURCES test/enrich/**.java
//SOURCES test/event/**.java
//SOURCES test/lake/**.java
//SOURCES test/aggregate/**.java
//SOURCES test/traffic/**.java
//SOURCES test/serve/**.java
//SOURCES test/workbench/**.java
//SOURCES test/cli/**.java
// The commands, which have no package: CommandRun runs them, and the docs are held against their options.
//SOURCES Bench.java
//SOURCES ../scripts/aggregate.java
//SOURCES ../scripts/bench.java
//SOURCES ../scripts/demo.java
//SOURCES ../scripts/ingest.java
//SOURCES ../scripts/prune.java
//SOURCES ../scripts/query.java
//SOURCES ../scripts/repartition.java
//SOURCES ../scripts/serve.java
//SOURCES ../scripts/status.java
//SOURCES ../scripts/transform.java
