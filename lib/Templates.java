// What makes pages of HTML, for the collector and the report.
//DEPS com.samskivert:jmustache:1.16
