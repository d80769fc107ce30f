# Writes figures.json and the data they come from, with R's survival package: the oracle of the survival tests.
# Run in this folder: Rscript oracle.R
# Data: those that R's survival ships (LGPL (>= 2)); columns used only. heart/jasa: Crowley and Hu (1977); aml: Miller
# (1997); ovarian: Edmunson et al. (1979); lung: Loprinzi et al. (1994); veteran: Kalbfleisch and Prentice (1980); kidney:
# McGilchrist and Aisbett (1991); bladder2: Wei, Lin and Weissfeld (1989); cgd: Fleming and Harrington (1991); rats: Mantel et
# al. (1977); colon: Moertel et al. (1990); mgus2: Kyle et al. (2002); pbc: Therneau and Grambsch (2000).
library(survival)
num <- function(x) paste0("[", paste(ifelse(is.na(x) | is.infinite(x), "null", trimws(formatC(x, digits = 15, format = "g"))), collapse = ", "), "]")
out <- character()
put <- function(name, ...) {
  parts <- list(...)
  out <<- c(out, paste0('  "', name, '": {', paste0('"', names(parts), '": ', vapply(parts, num, ""), collapse = ", "), "}"))
}
save <- function(d, file) write.csv(d, paste0("data/", file, ".csv"), row.names = FALSE, na = "")
dir.create("data", showWarnings = FALSE)

km <- function(name, y, times, horizon) {
  f <- survfit(y ~ 1, conf.type = "log-log")
  s <- summary(f, times = times)
  t <- summary(f, rmean = horizon)$table
  put(name, times = times, surv = s$surv, se = s$std.err, low = s$lower, high = s$upper, at_risk = s$n.risk,
      median = t[c("median", "0.95LCL", "0.95UCL")], rmean = t[c("rmean", "se(rmean)")], horizon = horizon)
}
cx <- function(name, f, zph = TRUE) {
  z <- if (zph) cox.zph(f)$table else matrix(NA, 1, 3)
  put(name, coef = coef(f), var = as.vector(f$var), naive = as.vector(if (is.null(f$naive.var)) f$var else f$naive.var),
      loglik = f$loglik, zph_chi2 = z[, 1], zph_p = z[, 3])
}
lr <- function(name, f) put(name, obs = if (is.matrix(f$obs)) rowSums(f$obs) else f$obs,
                            exp = if (is.matrix(f$exp)) rowSums(f$exp) else f$exp, chi2 = f$chisq)

# --- aml: the smallest, with ties
a <- data.frame(time = aml$time, status = aml$status, kept = as.integer(aml$x == "Maintained")); save(a, "aml")
km("km_aml", with(a, Surv(time, status)), c(5, 13, 30, 100), 40)
km("km_aml_maintained", with(a[a$kept == 1, ], Surv(time, status)), c(9, 18, 31, 100), 40)
lr("logrank_aml", survdiff(Surv(time, status) ~ kept, a))
cx("cox_aml", coxph(Surv(time, status) ~ kept, a))

# --- ovarian
o <- ovarian[c("futime", "fustat", "age", "resid.ds", "rx", "ecog.ps")]; names(o)[4] <- "resid"; names(o)[6] <- "ecog"; save(o, "ovarian")
km("km_ovarian", with(o, Surv(futime, fustat)), c(100, 365, 600), 800)
cx("cox_ovarian", coxph(Surv(futime, fustat) ~ age + rx + strata(ecog), o))

# --- lung: three-class test, stratified test
l <- na.omit(data.frame(time = lung$time, status = lung$status - 1, age = lung$age, sex = lung$sex, ecog = lung$ph.ecog, inst = lung$inst))
save(l, "lung")
km("km_lung", with(l, Surv(time, status)), c(100, 250, 500, 900), 700)
lr("logrank_lung_ecog", survdiff(Surv(time, status) ~ ecog, l))
lr("logrank_lung_sex_by_ecog", survdiff(Surv(time, status) ~ sex + strata(ecog), l))
cx("cox_lung_cluster", coxph(Surv(time, status) ~ age + sex + ecog, l, cluster = inst))
f1 <- coxph(Surv(time, status) ~ sex + ecog, l); f2 <- coxph(Surv(time, status) ~ sex * ecog, l)
put("lr_lung", chi2 = 2 * (f2$loglik[2] - f1$loglik[2]))
f2 <- coxph(Surv(time, status) ~ sex * ecog, l, cluster = inst)
put("wald_lung", chi2 = coef(f2)[3]^2 / f2$var[3, 3])

# --- veteran: four cell types
v <- data.frame(time = veteran$time, status = veteran$status, trt = veteran$trt - 1, cell = as.integer(veteran$celltype) - 1, karno = veteran$karno)
save(v, "veteran")
lr("logrank_veteran_cell", survdiff(Surv(time, status) ~ cell, v))
f <- coxph(Surv(time, status) ~ factor(cell) + karno + trt, v)
cx("cox_veteran", f)

# --- kidney: two rows per patient
k <- kidney[c("id", "time", "status", "age", "sex")]; save(k, "kidney")
cx("cox_kidney_cluster", coxph(Surv(time, status) ~ age + sex, k, cluster = id))

# --- bladder2: recurrent, counting process, strata by order
b <- bladder2[c("id", "start", "stop", "event", "rx", "size", "number", "enum")]; save(b, "bladder2")
cx("cox_bladder_strata_cluster", coxph(Surv(start, stop, event) ~ rx + size + number + strata(enum), b, cluster = id))

# --- cgd: recurrent infections
g <- data.frame(id = cgd$id, start = cgd$tstart, stop = cgd$tstop, status = cgd$status, treat = as.integer(cgd$treat == "rIFN-g"), age = cgd$age)
save(g, "cgd")
cx("cox_cgd_cluster", coxph(Surv(start, stop, status) ~ treat + age, g, cluster = id))

# --- rats: strata of two or three
r <- rats[rats$sex == "f", c("litter", "rx", "time", "status")]; save(r, "rats")
cx("cox_rats_strata", coxph(Surv(time, status) ~ rx + strata(litter), r))
cx("cox_rats_cluster", coxph(Surv(time, status) ~ rx, r, cluster = litter))

# --- pbc: late entry, made by age as the time scale
p <- na.omit(data.frame(entry = pbc$age, exit = pbc$age + pbc$time / 365.25, status = as.integer(pbc$status == 2),
                        edema = pbc$edema, bili = log(pbc$bili), male = as.integer(pbc$sex == "m")))
p$entry <- round(p$entry, 2); p$exit <- round(p$exit, 2); p <- p[p$entry < p$exit, ]; save(p, "pbc")
f <- survfit(Surv(entry, exit, status) ~ 1, p, conf.type = "log-log")
s <- summary(f, times = c(45, 55, 65, 75))
put("km_pbc_late_entry", times = c(45, 55, 65, 75), surv = s$surv, se = s$std.err, low = s$lower, high = s$upper, at_risk = s$n.risk)
cx("cox_pbc_late_entry", coxph(Surv(entry, exit, status) ~ edema + bili + male, p))
cx("cox_pbc_late_entry_strata", coxph(Surv(entry, exit, status) ~ bili + strata(male), p))

# --- Stanford heart transplants: the treatment that must be waited for
h <- jasa1[c("id", "start", "stop", "event", "transplant", "age", "surgery")]; save(h, "heart")
cx("cox_heart", coxph(Surv(start, stop, event) ~ transplant + age + surgery, h, cluster = id))
f <- coxph(Surv(start, stop, event) ~ transplant, h, ties = "exact")
put("mantel_byar_heart", chi2 = f$score)
f <- coxph(Surv(start, stop, event) ~ transplant + strata(surgery), h, ties = "exact")
put("mantel_byar_heart_strata", chi2 = f$score)
f <- survfit(Surv(start, stop, event) ~ transplant, h, conf.type = "log-log")
for (g in 0:1) {
  s <- summary(f[g + 1], times = c(30, 90, 365))
  put(paste0("simon_makuch_heart_", g), times = c(30, 90, 365), surv = s$surv, se = s$std.err, low = s$lower, high = s$upper, at_risk = s$n.risk)
}
j <- data.frame(futime = jasa$futime, fustat = jasa$fustat, transplant = jasa$transplant); j <- j[j$futime > 0, ]; save(j, "jasa")
f <- coxph(Surv(futime, fustat) ~ transplant, j)
put("naive_jasa", coef = coef(f), se = sqrt(diag(vcov(f))))

# --- mgus2 and colon: competing events
m <- data.frame(time = ifelse(mgus2$pstat == 0, mgus2$futime, mgus2$ptime), event = with(mgus2, ifelse(pstat == 0, 2 * death, 1)), male = as.integer(mgus2$sex == "M"))
save(m, "mgus2")
f <- survfit(Surv(time, factor(event, 0:2)) ~ 1, m)
s <- summary(f, times = c(12, 60, 120, 240))
put("cif_mgus2", times = c(12, 60, 120, 240), first = s$pstate[, 2], first_se = s$std.err[, 2], second = s$pstate[, 3], second_se = s$std.err[, 3])
e <- data.frame(id = 1:7, entry = c(0, 1, 2, 0, 3, 1, 4), exit = c(3, 5, 4, 6, 6, 7, 8), event = c(1, 2, 0, 1, 2, 1, 0))
f <- survfit(Surv(entry, exit, factor(event, 0:2)) ~ 1, e, id = id)
put("cif_late_entry", times = f$time, first = f$pstate[, 2], first_se = f$std.err[, 2], second = f$pstate[, 3], second_se = f$std.err[, 3])
c1 <- colon[colon$etype == 1, ]; c2 <- colon[colon$etype == 2, ]
co <- data.frame(time = c1$time, event = ifelse(c1$status == 1, 1, ifelse(c2$status == 1 & c2$time <= c1$time, 2, 0)), rx = as.integer(c1$rx) - 1)
save(co, "colon")
f <- survfit(Surv(time, factor(event, 0:2)) ~ 1, co)
s <- summary(f, times = c(365, 1000, 2000))
put("cif_colon", times = c(365, 1000, 2000), first = s$pstate[, 2], first_se = s$std.err[, 2], second = s$pstate[, 3], second_se = s$std.err[, 3])
lr("logrank_colon_rx", survdiff(Surv(time, event == 1) ~ rx, co))
km("km_colon", Surv(co$time, co$event == 1), c(365, 1000, 2000), 2500)

# --- Turnbull. R stops when a step moves the curve by less than 5e-5, which may be 5e-4 from the maximum: the same code, run
# on to 1e-12, is the oracle; what R gives as it is stands beside it.
converged <- survival:::survfitTurnbull
body(converged) <- parse(text = gsub("5e-05", "1e-12", deparse(body(survival:::survfitTurnbull)), fixed = TRUE))[[1]]
environment(converged) <- asNamespace("survival")
tb <- function(name, l, r, times) {
  r[is.infinite(r)] <- NA
  y <- Surv(l, r, type = "interval2")
  one <- factor(rep(1, length(l)))
  f <- converged(one, y, rep(1, length(l)))
  g <- survfit(y ~ 1)
  at <- function(f) vapply(times, function(t) c(1, f$surv)[sum(f$time <= t) + 1], 0)
  put(name, times = times, surv = at(f), as_is = at(g))
}
small <- data.frame(lower = c(0, 2, 3, 1, 4, 6, 5, 2), upper = c(2, 4, 6, 3, NA, 8, 5, NA)); save(small, "intervals")
tb("turnbull_small", small$lower, small$upper, c(1, 1.7, 2.7, 3.8, 5.2, 7.5))
# Waves: lung's deaths known only to the quarter of a year; ovarian's to the half year; and cgd's first infections by waves of 60 days.
waves <- function(time, status, width) data.frame(lower = ifelse(status == 1, floor((time - 1e-9) / width) * width, time), upper = ifelse(status == 1, ceiling(time / width) * width, NA))
w <- waves(l$time, l$status, 91); save(w, "lung_waves"); tb("turnbull_lung", w$lower, w$upper, c(100, 250, 500, 800))
w <- waves(o$futime, o$fustat, 182); save(w, "ovarian_waves"); tb("turnbull_ovarian", w$lower, w$upper, c(100, 300, 500, 700))
w <- waves(v$time, v$status, 30); w$lower[seq(1, nrow(w), 3)] <- pmax(0, w$lower[seq(1, nrow(w), 3)] - ifelse(v$status[seq(1, nrow(w), 3)] == 1, 30, 0)); save(w, "veteran_waves")
tb("turnbull_veteran", w$lower, w$upper, c(50, 100, 200, 400))

writeLines(c("{", paste0(out, c(rep(",", length(out) - 1), "")), "}"), "figures.json")
writeLines(c(R.version.string, paste("survival", packageVersion("survival"))), "versions.txt")
