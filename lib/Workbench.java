// What only notebooks need, on top of the questions of the report.
//SOURCES Report.java
//DEPS tech.tablesaw:tablesaw-core:0.44.4
//DEPS org.webjars.npm:plotly.js-dist:3.3.1
//FILES workbench/=workbench/resources/*.json
//FILES workbench/=workbench/kernel/*
//FILES notebooks/=../notebooks/*.ipynb
//SOURCES workbench/*.java
//SOURCES workbench/jupyter/*.java
