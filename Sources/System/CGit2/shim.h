#include <git2.h>

/* Swift calls no function of variable arguments. */
static inline int cgit2_sync_what_is_written(void) { return git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1); }
