// What every page uses. All of it is an extra: each page works without.
"use strict";
