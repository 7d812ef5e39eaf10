# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'excel.ui'
##
## Created by: Qt User Interface Compiler version 6.11.3
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QSizePolicy, QStackedWidget, QVBoxLayout,
    QWidget)
class Ui_Excel(object):
    def setupUi(self, Excel):
        if not Excel.objectName():
            Excel.setObjectName(u"Excel")
        self.page = QVBoxLayout(Excel)
        self.page.setSpacing(0)
        self.page.setObjectName(u"page")
        self.page.setContentsMargins(0, 0, 0, 0)
        self.steps_slot = QWidget(Excel)
        self.steps_slot.setObjectName(u"steps_slot")

        self.page.addWidget(self.steps_slot)

        self.pages = QStackedWidget(Excel)
        self.pages.setObjectName(u"pages")

        self.page.addWidget(self.pages)

        self.actions_slot = QWidget(Excel)
        self.actions_slot.setObjectName(u"actions_slot")

        self.page.addWidget(self.actions_slot)

        self.page.setStretch(1, 1)

        self.retranslateUi(Excel)
    # setupUi

    def retranslateUi(self, Excel):
        pass
    # retranslateUi

