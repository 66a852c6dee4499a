/* The complex functions of Windows' C library that wine 8 lacks and numpy calls, for packing and trying under
   wine only. The real functions beside them are handed on to wine's own library (build_wine.py lists them).
   Complex numbers are passed as Microsoft's compilers pass them: as structures; long double is double. */
#define OUT __declspec(dllexport)
typedef struct { double re, im; } D;
typedef struct { float re, im; } F;

double exp(double), log(double), sin(double), cos(double), sinh(double), cosh(double), atan2(double, double), hypot(double, double);
int _fltused;

static D over(D a, D b)
{
    double n = b.re * b.re + b.im * b.im;
    D z = {(a.re * b.re + a.im * b.im) / n, (a.im * b.re - a.re * b.im) / n};
    return z;
}
static D z_exp(D a) { D z = {exp(a.re) * cos(a.im), exp(a.re) * sin(a.im)}; return z; }
static D z_sin(D a) { D z = {sin(a.re) * cosh(a.im), cos(a.re) * sinh(a.im)}; return z; }
static D z_cos(D a) { D z = {cos(a.re) * cosh(a.im), -sin(a.re) * sinh(a.im)}; return z; }
static D z_sinh(D a) { D z = {sinh(a.re) * cos(a.im), cosh(a.re) * sin(a.im)}; return z; }
static D z_cosh(D a) { D z = {cosh(a.re) * cos(a.im), sinh(a.re) * sin(a.im)}; return z; }
static D z_tan(D a) { return over(z_sin(a), z_cos(a)); }
static D z_tanh(D a) { return over(z_sinh(a), z_cosh(a)); }
static D z_pow(D a, D b)
{
    D l = {log(hypot(a.re, a.im)), atan2(a.im, a.re)};
    D p = {b.re * l.re - b.im * l.im, b.re * l.im + b.im * l.re};
    return z_exp(p);
}
static D wide(F a) { D z = {a.re, a.im}; return z; }
static F narrow(D a) { F z = {(float)a.re, (float)a.im}; return z; }

#define OF_ONE(name) \
    OUT D c##name(D a) { return z_##name(a); } \
    OUT D c##name##l(D a) { return z_##name(a); } \
    OUT F c##name##f(F a) { return narrow(z_##name(wide(a))); }
OF_ONE(exp) OF_ONE(sin) OF_ONE(cos) OF_ONE(sinh) OF_ONE(cosh) OF_ONE(tan) OF_ONE(tanh)

OUT D cpow(D a, D b) { return z_pow(a, b); }
OUT D cpowl(D a, D b) { return z_pow(a, b); }
OUT F cpowf(F a, F b) { return narrow(z_pow(wide(a), wide(b))); }

#define NUMBER(name, value) \
    OUT double c##name(D a) { return value; } \
    OUT double c##name##l(D a) { return value; } \
    OUT float c##name##f(F a) { return (float)(value); }
NUMBER(real, a.re) NUMBER(imag, a.im) NUMBER(arg, atan2(a.im, a.re)) NUMBER(abs, hypot(a.re, a.im))
