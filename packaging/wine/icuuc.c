/* Stands in for Windows' own icuuc.dll while the program is packed and tried under wine, which has none.
   Every converter refuses to open, so that Qt takes its own. It is made into wine's system folder and
   never into what a ward gets: a gate refuses it there. */
#define OUT __declspec(dllexport)
#define FAILS 5 /* any number above zero is an error of ICU */
#define NOTHING(name) OUT void *name(void) { return 0; }

OUT void *ucnv_open(const char *name, int *error)
{
    *error = FAILS;
    return 0;
}
NOTHING(ucnv_close)
NOTHING(ucnv_reset)
NOTHING(ucnv_getName)
NOTHING(ucnv_getMaxCharSize)
NOTHING(ucnv_getToUCallBack)
NOTHING(ucnv_setToUCallBack)
NOTHING(ucnv_getFromUCallBack)
NOTHING(ucnv_setFromUCallBack)
NOTHING(ucnv_toUnicode)
NOTHING(ucnv_fromUnicode)
NOTHING(ucnv_toUCountPending)
NOTHING(ucnv_fromUCountPending)
NOTHING(ucnv_cbToUWriteUChars)
NOTHING(ucnv_cbFromUWriteUChars)
NOTHING(ucnv_getStandardName)
NOTHING(ucnv_getAvailableName)
NOTHING(ucnv_countAvailable)
NOTHING(UCNV_TO_U_CALLBACK_SUBSTITUTE)
NOTHING(UCNV_FROM_U_CALLBACK_SUBSTITUTE)
