#include <sys/socket.h>
#include <microhttpd.h>

/* What the library calls; each gets `context` first. */
struct cmhd_callbacks {
  void *context;
  MHD_AccessHandlerCallback access;
  void *(*request_line)(void *context, const char *target, struct MHD_Connection *connection);
  size_t (*unescape)(void *context, struct MHD_Connection *connection, char *text);
  MHD_NotifyConnectionCallback connection;
  MHD_RequestCompletedCallback completed;
};

struct cmhd_limits {
  unsigned int threads;
  unsigned int connections;
  /* 0 for no limit */
  unsigned int connections_per_address;
  unsigned int idle_seconds;
  size_t bytes_per_connection;
};

/* Swift calls no function of variable arguments. */
static inline struct MHD_Daemon *cmhd_start(
    int listener, struct cmhd_callbacks calls, struct cmhd_limits limits) {
  struct MHD_OptionItem options[] = {
      {MHD_OPTION_LISTEN_SOCKET, listener, NULL},
      {MHD_OPTION_URI_LOG_CALLBACK, (intptr_t)calls.request_line, calls.context},
      {MHD_OPTION_UNESCAPE_CALLBACK, (intptr_t)calls.unescape, calls.context},
      {MHD_OPTION_NOTIFY_CONNECTION, (intptr_t)calls.connection, calls.context},
      {MHD_OPTION_NOTIFY_COMPLETED, (intptr_t)calls.completed, calls.context},
      {MHD_OPTION_CONNECTION_LIMIT, limits.connections, NULL},
      {MHD_OPTION_PER_IP_CONNECTION_LIMIT, limits.connections_per_address, NULL},
      {MHD_OPTION_CONNECTION_TIMEOUT, limits.idle_seconds, NULL},
      {MHD_OPTION_CONNECTION_MEMORY_LIMIT, (intptr_t)limits.bytes_per_connection, NULL},
      {limits.threads > 1 ? MHD_OPTION_THREAD_POOL_SIZE : MHD_OPTION_END, limits.threads, NULL},
      {MHD_OPTION_END, 0, NULL}};
  return MHD_start_daemon(
      MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, calls.access, calls.context,
      MHD_OPTION_ARRAY, options, MHD_OPTION_END);
}

/* What the connection callback stored for a connection. */
static inline void *cmhd_connection_context(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
  return info ? info->socket_context : NULL;
}

static inline int cmhd_connection_socket(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
  return info ? info->connect_fd : -1;
}

static inline const struct sockaddr *cmhd_connection_peer(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  return info ? info->client_addr : NULL;
}

/* Casts, which Swift imports as no constants. */
static const uint64_t cmhd_size_unknown = MHD_SIZE_UNKNOWN;
static const ssize_t cmhd_end_of_stream = MHD_CONTENT_READER_END_OF_STREAM;
static const ssize_t cmhd_end_with_error = MHD_CONTENT_READER_END_WITH_ERROR;
