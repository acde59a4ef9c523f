#include <curl/curl.h>

/* Swift cannot call variadic functions. */
static inline CURLcode ccurl_set_number(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}
static inline CURLcode ccurl_set_size(CURL *handle, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(handle, option, value);
}
static inline CURLcode ccurl_set_text(CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}
static inline CURLcode ccurl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
  return curl_easy_setopt(handle, option, value);
}
static inline CURLcode ccurl_set_error_buffer(CURL *handle, char *buffer) {
  return curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, buffer);
}
static inline CURLcode ccurl_set_reading(CURL *handle, curl_read_callback callback, void *owner) {
  CURLcode code = curl_easy_setopt(handle, CURLOPT_READFUNCTION, callback);
  return code ? code : curl_easy_setopt(handle, CURLOPT_READDATA, owner);
}
static inline CURLcode ccurl_set_writing(CURL *handle, curl_write_callback callback) {
  return curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, callback);
}
static inline CURLcode ccurl_set_watching(CURL *handle, curl_debug_callback callback, void *owner) {
  CURLcode code = curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, callback);
  if (!code) code = curl_easy_setopt(handle, CURLOPT_DEBUGDATA, owner);
  return code ? code : curl_easy_setopt(handle, CURLOPT_VERBOSE, 1L);
}
static inline CURLcode ccurl_set_progress(CURL *handle, curl_xferinfo_callback callback, void *owner) {
  CURLcode code = curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, callback);
  if (!code) code = curl_easy_setopt(handle, CURLOPT_XFERINFODATA, owner);
  return code ? code : curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
}
/* -1 where the connection is no more. */
static inline curl_socket_t ccurl_active_socket(CURL *handle) {
  curl_socket_t socket = CURL_SOCKET_BAD;
  curl_easy_getinfo(handle, CURLINFO_ACTIVESOCKET, &socket);
  return socket;
}
