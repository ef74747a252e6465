// What only the tests need, on top of the core.
//SOURCES Lib.java
//DEPS org.junit.platform:junit-platform-console-standalone:6.1.3
//FILES golden/=test/golden/**
//SOURCES test/**.java
