// What only the benchmarks need, on top of the core.
//SOURCES Lib.java
//SOURCES Report.java
//SOURCES bench/**.java
