// What only the tests need, on top of the core.
//SOURCES Stack.java
//SOURCES Serve.java
//SOURCES Report.java
//SOURCES Workbench.java
//DEPS org.junit.platform:junit-platform-console-standalone:6.1.3
//DEPS org.gaul:s3proxy:4.1.0
//DEPS com.amazonaws:aws-lambda-java-runtime-interface-client:2.10.1
//DEPS org.seleniumhq.selenium:selenium-chrome-driver:4.52.0
//DEPS org.webjars:requirejs:2.3.7
// The S3 server of the tests brings a second logger.
//RUNTIME_OPTIONS -Dslf4j.provider=org.slf4j.nop.NOPServiceProvider -Dslf4j.internal.verbosity=ERROR
//FILES golden/=test/golden/**
//FILES corpora/=test/corpora/**
//SOURCES test/log/**.java
//SOURCES test/enrich/**.java
//SOURCES test/event/**.java
//SOURCES test/lake/**.java
//SOURCES test/aggregate/**.java
//SOURCES test/traffic/**.java
//SOURCES test/aws/**.java
//SOURCES test/stack/**.java
//SOURCES test/serve/**.java
//SOURCES test/workbench/**.java
//SOURCES test/browser/**.java
//SOURCES test/tracker/**.java
//SOURCES test/cli/**.java
// The commands, which have no package: CommandRun runs them, and the docs are held against their options.
//SOURCES Bench.java
//SOURCES ../scripts/aggregate.java
//SOURCES ../scripts/bench.java
//SOURCES ../scripts/cost.java
//SOURCES ../scripts/demo.java
//SOURCES ../scripts/deploy.java
//SOURCES ../scripts/destroy.java
//SOURCES ../scripts/ingest.java
//SOURCES ../scripts/notebooks.java
//SOURCES ../scripts/package.java
//SOURCES ../scripts/prune.java
//SOURCES ../scripts/query.java
//SOURCES ../scripts/repartition.java
//SOURCES ../scripts/report.java
//SOURCES ../scripts/serve.java
//SOURCES ../scripts/status.java
//SOURCES ../scripts/transform.java
