#include <sys/prctl.h>
#include <vips/vips.h>

/* Swift cannot call variadic functions, and sees no casts of GObject. Each function answers 0, or -1 with the reason in
   vips_error_buffer(); images that it hands out are the caller's. */

/* Starts the library without caches, and without any loader but those of `loaders`, which ends with NULL: Debian's build
   would open SVG, PDF and all that ImageMagick knows. */
static inline int cvips_start(const char *const *loaders) {
  if (VIPS_INIT("preau-images")) return -1;
  vips_cache_set_max(0);
  vips_concurrency_set(1);
  vips_operation_block_set("VipsForeignLoad", TRUE);
  for (; *loaders; loaders++) vips_operation_block_set(*loaders, FALSE);
  return 0;
}

/* Reads the header alone. */
static inline VipsImage *cvips_open(const void *bytes, size_t count) {
  return vips_image_new_from_buffer(bytes, count, "", "access", VIPS_ACCESS_SEQUENTIAL, NULL);
}

/* A picture that fits into a box, upright and in sRGB; never larger than it was. It is decoded whole here, and fails where
   its data end early: vips_thumbnail_buffer would ignore a "fail_on" of its own. */
static inline int cvips_shrink(const void *bytes, size_t count, int side, VipsImage **out) {
  VipsImage *small, *whole;
  *out = NULL;
  if (vips_thumbnail_buffer((void *) bytes, count, &small, side, "height", side, "size", VIPS_SIZE_DOWN,
        "export_profile", "srgb", "option_string", "[fail_on=truncated]", NULL)) return -1;
  whole = vips_image_copy_memory(small);
  g_object_unref(small);
  if (!whole) return -1;
  int failed = vips_colourspace(whole, out, VIPS_INTERPRETATION_sRGB, NULL);
  g_object_unref(whole);
  return failed;
}

static inline int cvips_shrink_image(VipsImage *image, int width, VipsImage **out) {
  return vips_thumbnail_image(image, out, width, "height", VIPS_MAX_COORD, "size", VIPS_SIZE_DOWN, NULL);
}

static inline int cvips_crop(VipsImage *image, int left, int top, int side, VipsImage **out) {
  return vips_extract_area(image, out, left, top, side, side, NULL);
}

/* The square that holds most of what draws the eye: skin, edges, strong colours. */
static inline int cvips_attend(VipsImage *image, int side, VipsImage **out) {
  return vips_smartcrop(image, out, side, side, "interesting", VIPS_INTERESTING_ATTENTION, NULL);
}

/* Whether every pixel of the last band is as opaque as can be. */
static inline gboolean cvips_is_opaque(VipsImage *image) {
  VipsImage *alpha;
  double least = 0;
  if (vips_extract_band(image, &alpha, vips_image_get_bands(image) - 1, NULL)) return FALSE;
  int failed = vips_min(alpha, &least, NULL);
  g_object_unref(alpha);
  return !failed && least >= 255;
}

static inline int cvips_without_alpha(VipsImage *image, VipsImage **out) {
  return vips_extract_band(image, out, 0, "n", vips_image_get_bands(image) - 1, NULL);
}

static inline void *cvips_note_field(VipsImage *image, const char *name, GValue *value, void *list) {
  *(GSList **) list = g_slist_prepend(*(GSList **) list, g_strdup(name));
  return NULL;
}

/* The same pixels without anything else that a file may say: not only what is known to be metadata, but every field that
   can be taken away, since `strip` leaves EXIF in WebP. */
static inline int cvips_bare(VipsImage *image, VipsImage **out) {
  if (vips_copy(image, out, "xres", 1.0, "yres", 1.0, NULL)) return -1;
  GSList *names = NULL;
  vips_image_map(*out, cvips_note_field, &names);
  for (GSList *name = names; name; name = name->next) vips_image_remove(*out, name->data);
  g_slist_free_full(names, g_free);
  return 0;
}

static inline int cvips_save_webp(VipsImage *image, gboolean lossless, int quality, void **bytes, size_t *count) {
  return vips_webpsave_buffer(image, bytes, count, "lossless", lossless, "Q", quality, "effort", 4, "strip", TRUE, NULL);
}

static inline int cvips_save_jpeg(VipsImage *image, int quality, void **bytes, size_t *count) {
  return vips_jpegsave_buffer(image, bytes, count, "Q", quality, "optimize_coding", TRUE, "interlace", TRUE, "strip", TRUE,
      NULL);
}

static inline int cvips_save_png(VipsImage *image, void **bytes, size_t *count) {
  return vips_pngsave_buffer(image, bytes, count, "compression", 8, "strip", TRUE, NULL);
}

static inline void cvips_release(VipsImage *image) { g_object_unref(image); }

/* prctl(2) is variadic, too. */
static inline void cvips_refuse_new_rights(void) { prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); }
