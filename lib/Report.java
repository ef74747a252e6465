// What only the report needs, on top of the core. No Tablesaw and no kernel: notebooks build on this, not the other way round.
//SOURCES Lib.java
//SOURCES Templates.java
//FILES report/=workbench/report/html/*
//SOURCES workbench/report/*.java
