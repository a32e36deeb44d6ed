import Foundation

/// Whether the tests run under the address or the thread sanitizer, whose allocators abort where malloc returns nil,
/// and which hold on to freed memory.
let runsSanitized: Bool = {
  let program = dlopen(nil, RTLD_NOW)
  return dlsym(program, "__asan_init") != nil || dlsym(program, "__tsan_init") != nil
}()
