#include <cmark-gfm.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm-core-extensions.h>

/* The types of the extensions' nodes are variables that no header declares and that registering fills in;
   as functions they can be called from Swift, which refuses global variables of C. */
static inline cmark_node_type ccmark_table_type(void) {
  extern cmark_node_type CMARK_NODE_TABLE;
  return CMARK_NODE_TABLE;
}
static inline cmark_node_type ccmark_table_row_type(void) {
  extern cmark_node_type CMARK_NODE_TABLE_ROW;
  return CMARK_NODE_TABLE_ROW;
}
static inline cmark_node_type ccmark_table_cell_type(void) {
  extern cmark_node_type CMARK_NODE_TABLE_CELL;
  return CMARK_NODE_TABLE_CELL;
}
static inline cmark_node_type ccmark_strikethrough_type(void) {
  extern cmark_node_type CMARK_NODE_STRIKETHROUGH;
  return CMARK_NODE_STRIKETHROUGH;
}
