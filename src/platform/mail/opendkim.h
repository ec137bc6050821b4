// libopendkim's header, which speaks C only.
#pragma once

#define _Bool bool
#include <dkim.h>
#undef _Bool
