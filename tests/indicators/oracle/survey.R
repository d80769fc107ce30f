# What R's survey package (4.1-1) says of a sample of Californian schools, and of eight made-up places.
# Rscript survey.R, in this folder, writes schools.csv (its input) and survey.json (its figures).
suppressMessages(library(survey))
options(digits = 15)
data(api)
schools <- apistrat[, c("stype", "sch.wide", "awards", "api00", "enroll", "pw")]
names(schools)[2] <- "sch_wide"
write.csv(schools, "schools.csv", row.names = FALSE, quote = FALSE)
schools$award <- as.numeric(schools$awards == "Yes")
schools$high <- as.numeric(schools$stype == "H")

ci <- function(p) as.numeric(c(p, attr(p, "ci")))
quantiles <- function(design) {
  q <- svyquantile(~api00, design, c(0.25, 0.5, 0.75), qrule = "math", interval.type = "mean")[[1]]
  lapply(1:3, function(i) as.numeric(q[i, c("quantile", "ci.2.5", "ci.97.5")]))
}
figures <- function(design) {
  df <- degf(design)
  mean <- svymean(~api00, design)
  by <- svyby(~api00, ~stype, design, svymean)
  ratio <- svyratio(~api00, ~enroll, design)
  fit <- svyglm(api00 ~ high, design)
  list(
    mean = c(coef(mean), SE(mean), confint(mean, df = df)),
    by = setNames(lapply(1:3, function(i) c(by$api00[i], SE(by)[i])), as.character(by$stype)),
    share = ci(svyciprop(~award, design, method = "logit")),
    share_by = setNames(lapply(c("E", "H", "M"), function(s)
      ci(svyciprop(~award, subset(design, stype == s), method = "logit"))), c("E", "H", "M")),
    total = c(coef(svytotal(~enroll, design)), SE(svytotal(~enroll, design))),
    ratio = c(coef(ratio), as.numeric(SE(ratio))),
    difference = c(coef(fit)[[2]], SE(fit)[[2]]),
    quantiles = quantiles(design)
  )
}
plain <- svydesign(id = ~1, weights = ~pw, data = schools)
raked <- rake(plain, list(~stype, ~sch_wide),
  list(data.frame(stype = c("E", "H", "M"), Freq = c(4421, 755, 1018)),
       data.frame(sch_wide = c("No", "Yes"), Freq = c(1072, 5122))),
  control = list(maxit = 200, epsilon = 1e-11))
w <- weights(raked)

# The hand case: raked to 60 and 40, 50 and 50; answers 0 and 1.
hand <- data.frame(a = c("x", "x", "x", "x", "y", "y", "y", "y"), b = c("u", "u", "u", "v", "u", "v", "v", "v"),
                   yes = c(1, 0, 1, 1, 0, 0, 1, 0), w = 1)
hd <- rake(svydesign(id = ~1, weights = ~w, data = hand), list(~a, ~b),
  list(data.frame(a = c("x", "y"), Freq = c(60, 40)), data.frame(b = c("u", "v"), Freq = c(50, 50))),
  control = list(maxit = 500, epsilon = 1e-12))
hm <- svymean(~yes, hd)

# Proportions and means of a plain random sample.
wilson <- prop.test(17, 43, correct = FALSE)$conf.int
t <- t.test(schools$enroll[1:20])$conf.int
welch <- t.test(api00 ~ high, schools)

json <- function(x) {
  if (is.list(x)) {
    inner <- sapply(x, json)
    if (is.null(names(x))) return(paste0("[", paste(inner, collapse = ", "), "]"))
    return(paste0("{", paste(sprintf('"%s": %s', names(x), inner), collapse = ", "), "}"))
  }
  if (length(x) == 1) sprintf("%.15g", x) else paste0("[", paste(sprintf("%.15g", x), collapse = ", "), "]")
}
writeLines(json(list(
  plain = figures(plain), raked = figures(raked),
  weights = list(first = as.numeric(w[c(1, 60, 120, 180, 200)]), kish = 1 + var(w) * (length(w) - 1) / length(w) / mean(w)^2),
  hand = list(weights = as.numeric(weights(hd)), mean = c(coef(hm), as.numeric(SE(hm)))),
  wilson = as.numeric(wilson), t = as.numeric(t),
  welch = c(welch$estimate[[2]] - welch$estimate[[1]], -rev(as.numeric(welch$conf.int)), welch$p.value)
)), "survey.json")
