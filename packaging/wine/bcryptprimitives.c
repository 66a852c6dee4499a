/* Stands in for Windows' own bcryptprimitives.dll, which wine 8 lacks, while the program is packed and tried
   there: the one function that is asked for hands on to the random numbers of advapi32. */
__declspec(dllimport) unsigned char __stdcall SystemFunction036(void *buffer, unsigned long length);

__declspec(dllexport) int __stdcall ProcessPrng(unsigned char *buffer, unsigned long long length)
{
    while (length) {
        unsigned long part = length > 0x10000000ull ? 0x10000000ul : (unsigned long)length;
        if (!SystemFunction036(buffer, part))
            return 0;
        buffer += part;
        length -= part;
    }
    return 1;
}
