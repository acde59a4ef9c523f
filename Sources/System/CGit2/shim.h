#include <git2.h>

/* Swift calls no function of variable arguments. */
static inline int cgit2_cache_trees(size_t largest, size_t all) {
  int code = git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, GIT_OBJECT_TREE, largest);
  return code < 0 ? code : git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, (ssize_t)all);
}

/* syncfs(2): Swift's module of the C library has it not. */
int syncfs(int descriptor);
