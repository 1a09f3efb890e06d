// The study is of use to other folders, too.
#pragma once

#include "support/small_study.h"
