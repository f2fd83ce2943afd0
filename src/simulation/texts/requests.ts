/** What people ask for each task of the starter taxonomy: Task ID and request, one a line. Texts of our own. */
export const REQUESTS = `
1001 our shop floor team missed its yearly goals twice, how do i reset them and check progress without demoralising everyone
1002 we expect 30% more orders in december at two sites - work out how many extra staff each needs
1003 supplier wants a 9% price rise, give me talking points to negotiate better terms
1004 explain to the owners why the operating budget shows a 40k variance in october
1005 here's our returns procedure, rewrite it so there is less waste and waiting
1006 a complaint nobody at the counter could settle has reached me, draft my answer to the customer
1007 where should we position a mid range espresso machine and at what price against delonghi
1008 i need a creative brief, campaign for a vegan dog food, audience is city dwellers under 35
1009 survey research attached below, which segments look worth serving first?
1010 results by channel: search 2.1, social 0.7, email 5.4 return - where would you shift spending
1011 launch plan please, ten weeks, sales and engineering both involved, product is a garden sensor
1012 promotional email for customers who have not bought since spring, friendly, 120 words
1013 build a cash flow forecast for the next 13 weeks and tell me if borrowing is needed
1014 turn these trial numbers into a financial report our lender will accept
1015 two proposals, a new lathe or a van: compare return and risk of each investment
1016 the auditors question our stock count, help me answer them properly
1017 what collection policy and credit limit makes sense for small restaurants that pay late
1018 why might actual travel spending exceed budget by half? list gaps to explain
1019 job posting for a night shift baker plus criteria to select among applicants
1020 one of our supervisors wants to fire somebody over a grievance, what should i advise
1021 suggest pay bands for a 40 person software firm, plus benefits
1022 parental leave section for our handbook, plain words, policy of 16 weeks
1023 six week programme to train freshly promoted supervisors, what goes in each week
1024 forty exit interviews say "no growth", analyse what causes turnover here
1025 written feedback for a teacher whose lesson i watched: good start, too much talking
1026 schedule 14 classes into 9 rooms, three teaching staff are part time
1027 letter to parents: new phone rule from monday at our school
1028 year 8 attendance below plus marks, which pupils need support
1029 two pupils fought in the canteen, misconduct steps under typical district rules?
1030 improvement plan for a small rural school plus what budget i'd request
1031 rough cost and duration estimate for retrofitting a conveyor, an engineering project of ours
1032 checklist to review drawings of a bracket design prior to release
1033 five engineers, eight projects, balance the workload for me in a table
1034 customer says the pump must be "quiet", help me define requirements that can be tested
1035 executives want one page on progress and technical risks of our battery line
1036 propose testing and documentation standards for a team of nine
1037 screen these six resumes versus the requirements for a forklift role
1038 interview questions for our open warehouse lead position, behavioural ones
1039 message to a candidate to arrange an interview next tuesday, warm tone
1040 reference call notes below, summarise findings so the manager can decide
1041 an applicant asks what "vesting" in the contract terms means, explain simply
1042 hiring is done: which decisions and records on applicants do we keep, how long
1043 schedule with milestones for moving office, mark dependencies in the project
1044 risk log template, who must act, issues from our last meeting below
1045 status report to the sponsor, amber, two weeks late because of vendor
1046 minutes from this transcript please: decisions and who does what after meetings
1047 help define scope for a website redo, deliverables in and out of the project
1048 customer asks a change in week 9, how do i control cost and timetable impact
1049 map our invoice process from this description and point at bottlenecks
1050 questions to ask warehouse staff in an interview about how the work really happens
1051 outline slides: findings on churn then recommendations, 8 slides at most
1052 which benchmark measures compare two hospital laundries fairly
1053 model how much savings if we propose merging three depots
1054 roll out plan, new time tracking system, who holds which responsibility
1055 questionnaire on why consumers drop meal kits, survey of max 12 items
1056 monthly sales csv pasted, is there a trend or just seasonality
1057 how could a small bike shop monitor prices and offers of competitors
1058 explain the market findings to my client in two pages, figures below
1059 estimate potential market size for hearing aids in portugal
1060 customer table: recency, spend, visits. segment them by behaviour
1061 bank statement says 1204.50 and the ledger 1189.20, how do i reconcile
1062 which supporting schedules go with the tax return of a two person partnership
1063 journal entry when we trade in a delivery van, unusual transaction for us
1064 signs of fraud or errors i should examine in petty cash accounts?
1065 from the numbers below make me this month's income statement and balance sheet
1066 my client does not get the accounting rule on leases, explain it for him
1067 spreadsheet layout to value a water company, dcf, which rows
1068 summarise the condition of this firm out of its annual report, financial side only
1069 compare these four bonds: yield, price, what risk am i missing
1070 should a cautious client hold or sell after earnings? reasons to recommend either
1071 forecast earnings for a trucking firm given economic trends you know
1072 five minute talk for an investment committee, present these findings crisply
1073 questions to gather requirements when clinic users want booking software
1074 mermaid diagram of data flow among till, stock and ledger
1075 i tested login against the spec, phrase this defect report well
1076 evaluate two crm packages prior to purchase, we are 12 people
1077 write a functional spec for password reset so developers can start
1078 one hour agenda to train users on our new expense application
1079 suspicious traffic from one laptop to port 4444, how do i investigate the alert
1080 scan results list 60 weaknesses, rank which to patch first
1081 short awareness guide on phishing to go with our security policy
1082 sign-in logs pasted, review them for odd permissions use
1083 ransomware hit a client, plan the first 24 hours of response
1084 encrypt sensitive files at rest, where should keys be managed
1085 this postgres query takes 40s, explain plan below, which index would fix slow part
1086 how often should i test recovery of backups for a 2tb mysql server
1087 design tables for a lending library, keys and constraints in sql
1088 reporting team needs read access, which grant statements keep data safe
1089 steps to migrate our database from version 13 to 17 with little downtime
1090 storage on the replica grows 5gb a day, what do i monitor and alert on
1091 write a python function, new feature: export filtered orders to xlsx
1092 TypeError: cannot read properties of undefined in my react code, debug it please
1093 review this pull request diff from another programmer, anything risky?
1094 pytest tests for the parser below, automated, cover edge cases
1095 existing class is 900 lines, refactor so it's simpler, keep behaviour
1096 document this rest interface for developers outside our team, openapi style
1097 css grid page with a sticky header, markup included please
1098 lighthouse says 38, browsers load my page in 9 seconds, faster how?
1099 contact form on my web site does not reach the server, node and sqlite database
1100 check accessibility of this html, mark-up below, screen reader users complain
1101 integrate stripe payment plus google login on a next.js site
1102 layout breaks on phones under 400px and on tablets in portrait, adapt it
1103 pandas: join two data sets on messy names and clean duplicates
1104 train a gradient boosting model, predict churn, sklearn
1105 ggplot to plot outliers in delivery times, what pattern do you see
1106 a/b test 412/9010 vs 465/8990, is the difference chance?
1107 sql to extract weekly active users from bigquery warehouse
1108 explain shap results of our model so sales people without training get it
1109 clients need 3 bedrooms in 90 m2, describe a floor plan sketch
1110 spec section for timber cladding with a schedule of materials
1111 fire rules for a stair in a four storey design, zoning is mixed use
1112 text for boards that present my design idea of a courtyard school
1113 contractor proposes cheaper windows, review what i lose
1114 estimate yearly energy of a 1930s brick house versus after insulation
1115 beam spans 6 m with 12 kN/m load, calculate size of the steel member
1116 drainage for a sloping car park site of 2000 m2, how would you design it
1117 cost estimate, quantities for a 40 m retaining wall
1118 does a 1:10 ramp on these drawings pass building codes
1119 inspection notes of a small bridge below, turn into a report
1120 soil test gave N=6 at two metres, what foundation would you choose
1121 circuit for a 5v to 3.3v level shifter, choose components
1122 spice netlist to simulate inrush behaviour prior to any prototype
1123 test procedure for a 2kw inverter, electrical safety included
1124 fuse blows each monday, equipment is a chiller, what failure causes come to mind
1125 what cable and breaker size for a 22 kw charger 35 m away
1126 technical document for our power supply product, user section only
1127 step times are 41, 55, 38, 62 s - balance this production line
1128 lay out a packing floor with eight stations in 300 m2
1129 control limits from these 25 process samples, quality chart
1130 changeover on the press takes 90 min, ideas to cut time and waste
1131 order quantity for a part used 200 a week, stock cost 2 dollars
1132 back strain at the palletiser, study it and improve the job
1133 fatigue life of a 20 mm shaft, is this stress ok for a machine part
1134 tolerances when i draw a bearing seat in solidworks assembly
1135 which material and finish would survive sea water for a hinge product
1136 size a fan for a 120 m2 bakery, plus heat exchanger sanity check
1137 prototype test results below, record them in a neat table and comment
1138 maintenance instructions for bakery machinery, mixer, weekly and monthly
1139 experiment to test if compound x slows disease in mice, laboratory setup
1140 review five published studies of ketamine treatment, where do they disagree
1141 kaplan meier in r for clinical trial data with two arms
1142 abstract of 250 words for our research paper, results pasted
1143 specific aims page, r21 grant about gut bacteria, apply in june
1144 safety rules for handling blood samples in a bsl2 room, summarise
1145 synthesis route to aspirin analog, how would you plan purification
1146 nmr spectra peaks 7.2 and 3.8, interpret please
1147 how do i prepare 500 ml of 0.1 M naoh solution and calibrate ph instruments
1148 lab report titration, procedures section too long, shorten
1149 purity by hplc dropped after 3 months, product stability test ideas
1150 hazards of acetone together with peroxide, chemicals we use daily
1151 nitrate 62 mg/l in well water samples, analyse what that means for soil
1152 impact assessment outline, wind park near wetlands, environmental side
1153 which pollution limits apply for a paint shop and how to monitor compliance
1154 carbon footprint of a 300 person conference, calculate roughly
1155 old petrol station site, polluted, plan clean up steps
1156 qgis steps to map otter habitats, species points in csv
1157 fixed effects model in stata, estimate effect of minimum wage from panel data
1158 employment forecast with arima, prices too, growth is weird in 2020
1159 policy brief: congestion charge, economic question of who pays
1160 explain comparative advantage theory, officials without background
1161 where do i collect public statistics of rents by city
1162 evaluate effects of a sugar tax programme in mexico
1163 treatment plan wording, social anxiety, from these session notes
1164 which psychological tests do i choose for adult adhd and how to score
1165 exercises my anxious client can do at home, plan of four weeks
1166 what does research say on emdr therapies, quick study list
1167 assessment report wording to a school about a dyslexic boy
1168 explain bipolar diagnosis kindly to the family of my client
1169 my student has weak grades, college applications due soon, advise
1170 plan a course schedule for a pupil who loves maths and art
1171 recommendation letter, student volunteered at shelter, scholarship
1172 40 minute lesson about study habits linked to careers, grade 9
1173 a pupil lost her father, how can i help with the crisis at school
1174 parents do not understand percentile results on the test, explain
1175 court report from my case notes, family with three kids, neutral words
1176 home visit list to assess safety of toddlers
1177 services for housing and food, family of five in ohio
1178 support plan, parents split, school involved, template
1179 custody hearing next week, how do i prepare as the worker
1180 explain which benefits and rights a refugee family has
1181 client can't read the housing form, which benefit boxes matter when we fill it in
1182 template to keep records, visits and calls, one line each
1183 arrange weekly dialysis transport for a client, email to the clinic
1184 what needs do i check when i visit an elderly client at home
1185 referral letter, client goes to a debt charity, agencies list too
1186 organise low cost group activities at a day centre, winter
1187 leaflet text, healthy habits, diabetes, reading level grade 5
1188 group talk on vaccines for new mothers, what do i teach
1189 help: uncle has no insurance, which clinics around take him
1190 door to door survey, health data of our neighbourhood, ten questions
1191 call script to check progress, care plan asthma patients
1192 report for the agency: needs of our community after flood
1193 sermon, ten minutes, prodigal son, sacred text with a modern story
1194 funeral words for a fisherman, prepare the whole service order
1195 two members in conflict about music, how would you counsel them
1196 class on the book of ruth, scripture for beginners, teach outline
1197 fund drive for a roof plus charitable winter meals, plan it
1198 newsletter notice to our congregation, choir starts again
1199 draft a consulting contract, legal terms, california, 2 pages
1200 court decisions on non compete clauses, research texas statutes
1201 client got an eviction notice, advise on rights, obligations too
1202 motion to dismiss skeleton, brief, lack of standing in court
1203 review this nda agreement, what risks for my startup
1204 witness saw the crash from a balcony, prepare cross questions
1205 neighbours dispute over a fence, how do i clarify issues as mediator
1206 draft agreement, settlement of a partnership bakery split
1207 timetable and rules for a two day arbitration, proceedings by video
1208 both parties submit 40 documents, study plan for me
1209 award wording with reasons, wage claim partly granted
1210 compromise to propose, opposing sides fight over delivery dates
1211 help structure reasons in a small claims decision, findings are listed
1212 brief is 60 pages, hearing tomorrow, what should i read first in motions
1213 hearsay or not: text message evidence, arguments to admit it
1214 jury instruction on self defence in plain law language
1215 calendar of 80 cases, court procedures to shorten waits
1216 parties are 10k apart, settlement script to encourage both
1217 organise 300 exhibits, case file naming, evidence index in excel
1218 summarise deposition pages 12-40, testimony about the brakes
1219 letter draft my attorney will review, demand for unpaid rent pleading style
1220 check these bluebook citations, legal facts ok?
1221 deadlines to file an answer with federal courts, documents list
1222 intake interview, dog bite client, gather which facts
1223 how to search county records for old liens on a farm, deeds go back to 1910
1224 summarise ownership chain from these seven deeds
1225 missing spouse signature in 1987, is that a title defect on the property
1226 lender wants a report, title has an easement, prepare wording
1227 legal description says N 45 E 200 ft, read this land survey with me
1228 buyer has a closing documents question, what is an alta statement
1229 case study for my course on pricing, lecture slides after that
1230 grade this essay with the rubric, examination in marketing
1231 syllabus, entrepreneurship, 12 weeks, three assignments
1232 student research on gig work, how should i supervise the project scope
1233 introduction of an article, scholarly journal, topic family firms
1234 update my logistics content, current practice since 2020
1235 lesson plan fractions, curriculum grade 4, 45 minutes
1236 worksheet plus a reading passage about whales, age 8
1237 adapt the same maths activity, children with very differing abilities
1238 progress report comments, parents of a shy but bright girl
1239 class rules that keep order without shouting, first week
1240 project with games on the water cycle, trip idea as well
1241 materials on the french revolution, lesson of 50 min for teens
1242 20 test questions, photosynthesis, answer key included
1243 mark this homework essay, comments should be kind but honest
1244 student falls behind in algebra, tutor plan for three weeks
1245 grading guide for a podcast project in history
1246 reply to parents, progress dropped since november, math
1247 spanish conversation with me, foreign beginner, correct my mistakes
1248 step by step explain exercise 4, quadratic inequality
1249 practice test, b1 german, for my pupils
1250 learner has a goal: piano grade 3, plan the private course
1251 correct my written paragraph in italian and say why
1252 recommend media and books to study japanese alone
1253 reader asks who built the old mill, how do i answer such reference questions
1254 catalogue record for a cookbook, which dewey number, other materials like maps
1255 teach students a search with boolean in databases, handout
1256 budget 2000 for graphic novels, choose what to buy and discard
1257 summer reading programme, exhibit about space
1258 guide for our local newspaper collections, web page
1259 learning objectives, course on food safety, bloom verbs
1260 online lesson with quizzes, gdpr basics, scorm
1261 evaluate this textbook chapter, standards ngss
1262 train teachers on flipped methods, half day
1263 trial of curricula showed boredom in unit 3, revise
1264 storyboard, two minute educational video, handwashing
1265 logo ideas, brand of oat milk, simple mark
1266 poster layout for jazz night, pages a3
1267 colours and type for a law firm, images or none?
1268 bleed and cmyk: prepare files so print looks right, web too
1269 client hates draft two, how to present the next
1270 prompts for illustrations of foxes, watercolour, children's page
1271 production plan, short film, one flat, two scripts to choose among
1272 budget for a podcast production, 10 episodes, control costs
1273 notes on how to direct a nervous actor, camera crew of two
1274 footage is 5 hours, edit order for a wedding film
1275 run-down, live charity show, 90 minutes outline
1276 cast a gruff grandmother role, performers call text
1277 press release, our bakery won an award, statement by the owner
1278 journalist asks about layoffs, answer with three sentences
1279 publicity for a library reopening, event and campaign calendar
1280 speech, executive turns 60, company party, humour
1281 angry social media post on late trains, how do we reply
1282 summarise this week's coverage, news on our charity
1283 correct spelling and grammar, keep my style
1284 cut these 900 words to 500, clarity first, rearrange freely
1285 check quotation: did churchill say it? facts please
1286 ten headlines for a story about bees, captions too
1287 author's chapter drags, advise on tone, structure
1288 which of three manuscripts would you select to publish and why
1289 story, lighthouse keeper finds a phone, 800 words, novel-like
1290 scripts: scene, two sisters in a car, stage version
1291 advertising copy for a sleep app, three versions
1292 my editor's comments say too slow, revise the draft opening
1293 lyrics, country song on a dog, poem form ok
1294 research 1890s lisbon for my characters, setting details
1295 translate the letter into polish, documents for a bank
1296 is this translation ok in tone? english to french, meaning first
1297 glossary, wind turbine technical terms, en-de
1298 adapt the slogan, local culture in brazil
1299 phrases to interpret a parent meeting, arabic speakers
1300 subtitle lines max 42 chars, video in korean
1301 diet with 60 g protein, kidney patients, plan meals for a week
1302 calculate nutrients: menu of oats, lentils, yoghurt
1303 healthy eating talk, group of truck drivers
1304 risk questions, diet history and weight assessment
1305 recipe gluten free, special diet low salt as well
1306 kitchen asks on allergens, menu for a nursery, advise
1307 interactions: warfarin with this antibiotic prescription, dose ok?
1308 advise a patient, side effects of metformin medicines in simple words
1309 compound 2% menthol creams, solutions math
1310 store insulin drugs in summer, order schedule
1311 doctor asks to review treatment of an 80 year old on 14 pills
1312 supervise new pharmacy staff, what to teach in week one
1313 exercises after acl repair, restore movement week 1 to 12
1314 assess balance in elderly, pain scale, strength tests
1315 chart progress note, patient walks 50 m now
1316 carers need home exercises sheet, stroke, teach simply
1317 heat or ice to treat neck pain, massage ok?
1318 goals for mum's treatment, family wants explanation, hip
1319 nurse note wording: vital signs stable, condition after hip surgery
1320 medicine heparin, which reactions do i watch for
1321 care plan copd, family wants to be involved with physicians
1322 teach a patient insulin at home, handout on managing illness
1323 how to prepare someone for colonoscopy tests, surgery is later
1324 handover report sbar, shift was busy, bed 4
1325 fever, rash, joint pain: diagnose from test values below
1326 guideline drugs to treat gout, prescribe for kidney disease?
1327 explain thyroid condition to a worried patient, treatments too
1328 referral letter, cardiology, from my medical note
1329 ferritin 9, how would you interpret blood tests, order more?
1330 vaccines before travel to kenya, prevention advice
1331 chart template, temperature and blood pressure measured thrice daily
1332 tend a heel wound, dressing change how often
1333 tips to help a patient with dementia eat, bathe calmly
1334 urine samples collection steps, testing tomorrow
1335 patient more confused today, report changes wording to the nurse
1336 comfort words when patients answer "i want to go home" calls
1337 cook soft meals, client diet after stroke, five ideas
1338 remind dad to take medicines, phone alarm text for client
1339 move about safely with walker, house tips
1340 diary example, care given today, short
1341 shop list plus clean plan, client lives alone
1342 talk with family, client needs more hours
1343 resident refuses to wash and dress, how can i help
1344 lift a heavy patient safely, turn in bed alone?
1345 sheet to note fluids, food, output over 24h
1346 rooms checklist, supplied linen, clean surfaces
1347 what do i observe at night, and what goes to nurses as report
1348 games to keep patients company, bells ring all evening
1349 intake form, massage, ask about health history
1350 technique for shoulder complaints, massage deep or swedish
1351 posture and stretching advice, desk workers
1352 soap treatment note example
1353 oils allergy free, linen count per day
1354 promote my practice, instagram text, new clients
1355 sterilise dental instruments, log sheet and lay out for crown
1356 x-rays angle for molars, develop digital
1357 kids leaflet, clean teeth, teach with a rhyme
1358 chart abbreviations, record treatments of dentist
1359 supplies order list, dental office for a month
1360 what to say so nervous patients calm down
1361 sms text when we book appointments, register new patients online
1362 script for taking histories fast, vital signs order
1363 instruments list, room ready for a skin examination
1364 code visit 15 minutes, sore throat, billing
1365 patient instructions after ear rinse, explain plainly
1366 medical records pile, put in order, retention
1367 inspect a theatre, fire hazards list for buildings
1368 drill with ladders, hoses, pumps, train 2 hours
1369 rescues report, kitchen fire, short
1370 fire safety show at school, teach 6 year olds
1371 gear maintenance log, engines weekly
1372 large flood emergencies plan, response by boats
1373 timeline out of witnesses and phone records, piece by piece
1374 warrant application wording, search of a storage unit
1375 bank records excel, analyse odd transfers, phone pings
1376 interview plan, suspects in fraud
1377 prosecutors want the file in order, case of forgery
1378 share findings email, agencies in two states
1379 arrest report wording, incident at bus stop, facts only
1380 question a child witness gently, suspects later
1381 patrol plan, areas with burglary calls on weekends
1382 testify first time, court tips
1383 log evidence chain, collect phone properly
1384 public talk: bike safety, laws explained
1385 polite wording, visitors bags check, passes
1386 rounds every 2 hours, doors lock list
1387 logs of an unusual event tonight, alarm at dock 3
1388 alarms keep ringing, camera screens tips
1389 who do i call first, emergencies with smoke and police
1390 direct traffic at a concert, visitor signs
1391 warn swimmers, rip current danger sign text
1392 first aid order, rescue from deep pool
1393 chlorine 0.2 in water, equipment check
1394 swimming class, afraid adults, teach week 1
1395 accident report, slipped by slide
1396 rules poster for pool visitors, funny
1397 price dishes at 28% food cost, menu autumn
1398 create a dish: beetroot, goat cheese, recipe for 40
1399 waste is 9% of food, order less how
1400 kitchen staff schedule, train two new cooks
1401 rice cooled 5 hours, food safety and quality ok?
1402 recipes cost per head, event of 300
1403 shifts for nine serving staff, fair weekends
1404 stock count sheet, supplies order friday
1405 hygiene rules quiz, train staff
1406 guests wrote a bad review, resolve with a reply
1407 tills short 30 euro, takings report
1408 inspect list prior to opening, kitchens
1409 order is medium rare for 6, cook timing of dishes
1410 scale this recipes from 4 to 90 down to grams
1411 sauces split again, stock too thin
1412 label rules, store opened food
1413 clean fryer equipment, station close list
1414 daily specials, cod and leeks left, suggest
1415 coffee tastes sour, cold drinks idea with mint
1416 give change fast, payment tips
1417 stocked counters list, clean hourly
1418 customers ask vegan on menus, explain card
1419 simple foods we can prepare w/o kitchen
1420 chalk signs, offers happy hour pun
1421 describe wines to guests who know nothing, dishes are fish
1422 take order of 14 people fast, enter in till
1423 table complaint, hair in soup, handle it
1424 split bill 7 ways, payment with tip math
1425 tables for wedding service, set which fork
1426 nut allergies, which dishes recommend
1427 assign 60 rooms, eight cleaners, tasks table
1428 inspect score sheet, rooms standards hotel
1429 methods and safety in 1 hour, train cleaners
1430 linen par level, supplies count
1431 guests request late checkout, answer card
1432 rotas fair for staff cleaning weekends
1433 remove gum off floors, windows streaks, furniture wax
1434 can i mix bleach with vinegar, cleaning products safe?
1435 repairs list, report a leaking tap to manager
1436 sort rubbish rules, bins colours
1437 supplies for 3 floors cleaning, order monthly
1438 night secure list, buildings with 5 doors
1439 tiny brown beetle in flour, identify pests sample
1440 safe treatments, people with babies, ants
1441 customers fear spray, explain treatments
1442 set traps for rats, seal openings behind wall
1443 chemicals used log, keep records sheet
1444 termite damage inspect, buildings of wood
1445 when to trim apple trees, shrubs hydrangea
1446 planting calendar, seasons in zone 6
1447 white spots on roses, disease or pests, treat
1448 lawns yellow, feed or mow higher
1449 gravel paths how deep, walls dry stone
1450 quotes text, garden 200 m2 work
1451 oak branches over roof, prune how much for health
1452 trees lean 15 degrees, judge dangerous or not
1453 fell a birch in parts, rope plan
1454 ash leaves wilting, diagnose disease
1455 estimate price of jobs, stump 80 cm
1456 saws chain dull, maintain ropes
1457 services outdoors, families of two faiths, arrange order
1458 notices of death, eulogies short, teacher 84
1459 permits to move ashes, certificates abroad, file
1460 comfort words, bereaved parents of a baby
1461 costs of cremation vs burial, explain choices
1462 cemetery staff email, coordinate transport at 10
1463 styles for round face clients, care of curls
1464 mix colours 7.1 and 6.3, apply on grey hair
1465 cut a bob on thick hair, style steps
1466 salon posts, offers for mothers day
1467 bookings app cheap, client cards what fields
1468 explain products keratin, sell softly
1469 routes in sicily, 7 day trips timetables
1470 history of alhambra, groups 10 min explain
1471 book transport and meals for 22, hotels email
1472 travellers lost passport on way, solve
1473 descriptions of a kayak trip, catchy
1474 translate allergy card, travellers to japan
1475 rainy day play, learning for children aged 2
1476 snacks for toddlers with no sugar, prepare fast
1477 daily note for parents, nap was short
1478 children bite each other, quarrels settle
1479 tell a stories about a brave snail
1480 illness signs: red cheeks and cough, watch?
1481 programmes 3 days a week, clients over 50, training
1482 correct form on deadlift exercises, show cues
1483 fitness test at start, track progress sheet
1484 rest days and diet, marathon advise
1485 lead group hiit class 30 min, playlist
1486 members email, promote spin classes
1487 shop staff shifts black friday, tasks too
1488 coach shy sellers, service role play
1489 footfall up takings down, analyse
1490 reductions on winter goods, order spring
1491 losses 3%, theft by teens, handle
1492 head office wants weekly report, write short
1493 shopper wants boots for wet feet, goods we stock below, advise
1494 returns without receipt, how do i handle payment back
1495 window displays for easter, price tags font
1496 restock list, shelves empty by noon, count sheet
1497 product text, linen shirt, our online shops
1498 what can i say so angry shoppers calm down
1499 compare two policies, clients with old dog
1500 flood exclusions, explain cover plainly
1501 premiums for bakery van, calculate roughly
1502 claims letter, clients pipe burst
1503 find new clients among gig workers, ideas
1504 year review letter, cover too low
1505 cold e-mails, sales to dentists, prospects ignore me
1506 offers for hosting services, contract 24 months
1507 plan my calls, 30 accounts, visits in two days
1508 crm notes mess, make customer records tidy
1509 buyers say too expensive, objections answer
1510 sales forecasts q4, report for boss short
1511 descriptions: two bed flat with balcony, homes sale text
1512 similar homes sold at 310 and 345, compare prices per m2
1513 sellers have a cluttered house, preparing advise
1514 counter-offers letter, buyers 5% under
1515 open houses saturday, viewings slots email
1516 first time buyers, closing steps explain
1517 call scripts, solar panels, 40 seconds
1518 products questions list, answer short
1519 record sheet, orders and result codes
1520 follow up sms, callers interested friday
1521 tone exercises, train listening
1522 respect call rules in spain, who is do-not-call listed
1523 two office staff overloaded, share out work fair
1524 office procedures, keys and alarms, write
1525 performance review text, clerks late often
1526 leave in august, cover plan 6 people
1527 the desk could not settle it, complaints land on me, letter
1528 equipment quotes printer, supplies buy
1529 invoices posted twice in ledgers, payments fix
1530 reminders, third one, bills unpaid 90 days
1531 payroll math, 37.5 hours, calculations overtime
1532 expense claims list, check odd ones
1533 my bank statement has a fee missing in ledgers
1534 vat forms, sales to switzerland
1535 customers e-mail: where is my parcel? reply in chat style
1536 orders swapped two addresses, solve it politely
1537 help articles, how to reset thermostat
1538 goods arrived broken, should i replace or refund, text
1539 specialists need a summary, hard cases ticket
1540 contacts reasons categories, log design
1541 goods short by two cartons, orders check
1542 papers for shipping lithium batteries, labels
1543 loads 14 pallets, pick-ups two trucks plan
1544 trace lost parcels email to dhl
1545 stock records sheet barcode
1546 claim letter damaged goods carrier
1547 memos format, letters to tenants about parking
1548 meetings in oslo, travel for four arrange
1549 minutes out of my scribbles please
1550 address lists duplicates, keep files names
1551 slides 5, tables of visitors per month
1552 mail answer, calls missed yesterday
1553 forms photo to csv, records enter
1554 excel formula, errors in tables find
1555 duplicate records of same person, merge rule
1556 convert xml to csv files, formats odd
1557 totals differ by 12 to sources, check how
1558 name pattern, sort 900 files
1559 crew of 9, season harvest plan
1560 safe chainsaw crews talk, train
1561 hours and output sheet, pay piece
1562 animals limping, crops fine, check list
1563 seed and fuel order estimate, feed 200 cows
1564 owners report, harvest down 12%
1565 grade apples size chart, produce quality
1566 spoiled share 4%, products remove
1567 weights log grades excel
1568 machines sort eggs wrong, set up
1569 crates label text organic
1570 storage conditions for pears, check
1571 seedlings leggy, plant deeper? seeds kale
1572 water crops in heat, feed schedule
1573 disease on tomatoes, spot or pests photo described
1574 pack fruit without bruises, pick time
1575 tractors won't start cold, tools needed
1576 records planting beds, simple sheet
1577 feed ration goats, water per day animals
1578 cow illness signs, injury hoof watch
1579 stalls smell ammonia, clean equipment
1580 lamb births backwards, help steps
1581 load livestock calm, move pigs
1582 breeding records sheet ewes
1583 thin spruce trees when, plant density
1584 mark codes, felling rules trees
1585 prevent forest fires break width
1586 paths washed out, fences deer maintain
1587 plots sample count seedlings formula
1588 saws kickback, use safely
1589 crews idle mornings, daily plan
1590 faults list plaster, inspect correct
1591 safety talks scaffolds 5 min
1592 materials late, order on time planner
1593 site diaries example rain day
1594 subcontractors clash, schedule 4 weeks
1595 cut list timber, shelf 2.4 m, measure
1596 roofs pitch 30, frame rafters length
1597 stairs rise 17 cm, fit doors gap
1598 plans symbol meaning, sketches read
1599 prices deck 20 m2, materials estimate
1600 woodwork rot sill damaged, repair
1601 sockets kitchen how many, wiring ring install
1602 faults: breaker trips with oven, circuits find
1603 wiring diagrams two way switch, read
1604 codes bathroom zone, test work
1605 materials quote, jobs rewire house
1606 chargers 11 kw, solar panels fit together?
1607 surfaces flaky, prepare for paint
1608 match colours ral 7016, mix
1609 paint for 85 m2, time estimate
1610 coats on mdf, finishes apply
1611 protect floors cheap, fittings tape
1612 offers letter facade, customers
1613 fixtures sink, pipes size install
1614 leaks under shower, find mend
1615 drains gurgle blocked, clear
1616 boilers kw 140 m2, heaters size
1617 plans of building show vent, read
1618 quotes text bathroom, customers wants fixed
1619 foundations crack 3 mm, frames inspect
1620 codes egress window, plans review
1621 violation notices wording stair
1622 builders argue, explain rules insulation
1623 inspection records app fields
1624 owners complaints noise fans answer
1625 jobs 20 repair, assign 5 mechanics
1626 finished repairs inspect list bus
1627 mechanics ev battery train, methods
1628 costs spare parts up 20%, track
1629 repeated failures pump seal investigate
1630 uptime report 92% explain
1631 routers mesh 3 floors, lines install
1632 signal strength -89 dbm, test
1633 cables fibre no light, faults find
1634 customers router lights, explain equipment
1635 network settings vlan tv, configure
1636 work orders note short, record
1637 p0420 code, engines rough, electronics faults
1638 brakes squeal, steering pulls repair
1639 schedule 90k km service cars diesel
1640 costs clutch estimate golf repair
1641 customers fear cheat, explain repairs
1642 vehicles test drive list after work
1643 diesel engines smoke white, faults
1644 suspension air leak, brakes repair bus
1645 fault codes spn 3251 fmi 0 read
1646 schedule trucks 60k service
1647 rebuild parts injector worth?
1648 repair reports gearbox wording
1649 units split 3.5 kw install, cooling attic
1650 refrigerant leaks r32 find
1651 thermostats blink, controls test
1652 rooms 25 m2 heat loads calculate
1653 pumps noisy boilers service
1654 owners energy use high, advise heat pump
1655 locks stuck, walls hole, doors repair
1656 machines grease plan, pumps service
1657 preventive maintenance calendar hotel
1658 spare parts motor label unreadable, order
1659 plumbing hammer, electrical hum faults
1660 jobs log costs excel
1661 staff 12 production 3 lines plan
1662 scrap 6% output watch chart
1663 machines guard train workers
1664 accidents finger cut investigate 5 why
1665 shift reports line 2 stop
1666 steps walking too much, improve work
1667 doughs 70% water 20 kg scale mix
1668 weather humid, flour weak, recipes adjust
1669 ovens 230 crust pale proofing
1670 cakes dinosaur decorate idea
1671 baking 300 rolls daily plan start time
1672 price croissant cost butter products
1673 g-code programs pocket 40x20 machine tools
1674 speeds cutters 6 mm titanium choose
1675 parts tolerance h7 20 mm measure
1676 fixtures soft jaw, machines set up
1677 drawings symbol runout read
1678 tools chatter worn, correct
1679 drawings weld symbol metal parts fillet
1680 rods 6013 settings 3 mm gas mix choose
1681 welds porosity flaws inspect
1682 fit pipe notch, cut metal
1683 fume mask rules galvanised fire
1684 weld time 12 m estimate
1685 measures for jacket, clothes fit broad back
1686 patterns alter bust dart draft
1687 sew fabrics silk puckers, cut bias
1688 clothes torn knee repair invisible
1689 cloth for wedding suit style advise
1690 alterations price list hem
1691 limits 5.00 to 5.05, products measure plan
1692 defects pareto causes record
1693 lots 1200 sample size aql testing
1694 quality reports customer 8d write
1695 gauges calibrate interval
1696 lines stop rule when two fail limits
1697 drivers sick, loaders short, schedule
1698 deliveries delays kpi track
1699 forklifts lifting train quiz
1700 damage pallet loss investigate
1701 warehouses space 600 racks plan
1702 overtime costs fuel watch table
1703 passengers ignore, safety rules explain nicely
1704 meals trolley order, drinks serve 180
1705 needs wheelchair passengers help phrases
1706 emergencies faint on board handle
1707 announce delay in two languages, news bad
1708 flight reports unruly man wording
1709 customers not home, goods deliver note
1710 orders payment cash app collect
1711 rounds 40 stops delivery plan
1712 win new customers bakeries route
1713 vans load last in first order
1714 returns note bottle crates
1715 routes hamburg to milan rest stops plan
1716 trucks check driving list tyres
1717 logs driving hours rule 9h keep
1718 loads straps how many secure steel
1719 customs papers uk freight fill
1720 delays text dispatcher breakdowns report
1721 orders pick path shorter, pack box size
1722 shelves plan gram stack heavy low
1723 stock count differs 8, again?
1724 shortages report sugar flour
1725 scan label torn goods
1726 aisles clear rule poster
`;
